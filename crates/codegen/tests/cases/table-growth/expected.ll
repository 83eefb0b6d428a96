; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

@table.0 = internal constant [1 x ptr] zeroinitializer
@__dissolve_m_table_0_size = global i32 0
@table.0.now = internal global [1025 x ptr] zeroinitializer

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(ptr %0, i32 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca ptr, align 4
  %3 = alloca i32, align 4
  store ptr %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = call i32 @table.grow.0(ptr %0, i32 %1), !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %5 = phi i32 [ %4, %start ]
  ret i32 %5, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @table.grow.0(ptr %0, i32 %1) #0 section ".text.table.grow.0" {
entry:
  %2 = load i32, ptr @__dissolve_m_table_0_size, align 4
  %3 = sub i32 1025, %2
  %4 = icmp ugt i32 %1, %3
  %5 = add i32 %2, %1
  br i1 %4, label %fails, label %next

fails:                                            ; preds = %entry
  ret i32 -1

next:                                             ; preds = %body, %entry
  %6 = phi i32 [ %2, %entry ], [ %9, %body ]
  %7 = icmp eq i32 %6, %5
  br i1 %7, label %done, label %body

body:                                             ; preds = %next
  %8 = getelementptr ptr, ptr @table.0.now, i32 %6
  store ptr %0, ptr %8, align 4
  %9 = add i32 %6, 1
  br label %next

done:                                             ; preds = %next
  store i32 %5, ptr @__dissolve_m_table_0_size, align 4
  ret i32 %2
}

; Function Attrs: nounwind optsize
define i32 @m_f(ptr %0, i32 %1) #0 section ".text.m_f" !dbg !9 {
  %3 = call i32 @"func[0]"(ptr %0, i32 %1), !dbg !10
  ret i32 %3, !dbg !10
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !11 {
  call void @llvm.memcpy.p0.p0.i32(ptr align 4 @table.0.now, ptr align 4 @table.0, i32 4, i1 false), !dbg !12
  store i32 1, ptr @__dissolve_m_table_0_size, align 4, !dbg !12
  ret void, !dbg !12
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memcpy.p0.p0.i32(ptr noalias writeonly captures(none), ptr noalias readonly captures(none), i32, i1 immarg) #1

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nounwind willreturn memory(argmem: readwrite) }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 38, type: !5, scopeLine: 38, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 43, scope: !4)
!8 = !DILocation(line: 46, scope: !4)
!9 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 38, type: !5, scopeLine: 38, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 38, scope: !9)
!11 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 0, scope: !11)
