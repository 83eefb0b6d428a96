; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

@table.0 = internal constant [4 x ptr] zeroinitializer
@__dissolve_m_table_0 = dso_local global [4 x ptr] zeroinitializer
@funcref.0 = internal constant { ptr, i32 } { ptr @f, i32 0 }

; Function Attrs: nounwind optsize
define internal void @f() #0 section ".text.f" !dbg !4 {
entry:
  br label %start

start:                                            ; preds = %entry
  br label %return, !dbg !7

return:                                           ; preds = %start
  ret void, !dbg !7
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(i32 %0) #0 section ".text.func[1]" !dbg !8 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = icmp uge i32 %0, 4, !dbg !9
  br i1 %2, label %trap, label %4, !dbg !9

return:                                           ; preds = %4
  %3 = phi i32 [ %8, %4 ]
  ret i32 %3, !dbg !10

trap:                                             ; preds = %start
  call void asm sideeffect "udf #2 /* 0x53 */", "~{memory}"() #2, !dbg !9
  unreachable, !dbg !9

4:                                                ; preds = %start
  %5 = getelementptr ptr, ptr @__dissolve_m_table_0, i32 %0, !dbg !9
  %6 = load ptr, ptr %5, align 4, !dbg !9
  %7 = icmp eq ptr %6, null, !dbg !11
  %8 = zext i1 %7 to i32, !dbg !11
  br label %return, !dbg !10
}

; Function Attrs: nounwind optsize
define internal void @"func[2]"(i32 %0) #0 section ".text.func[2]" !dbg !12 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = icmp uge i32 %0, 4, !dbg !13
  br i1 %2, label %trap, label %3, !dbg !13

return:                                           ; preds = %3
  ret void, !dbg !14

trap:                                             ; preds = %start
  call void asm sideeffect "udf #2 /* 0x5d */", "~{memory}"() #2, !dbg !13
  unreachable, !dbg !13

3:                                                ; preds = %start
  %4 = getelementptr ptr, ptr @__dissolve_m_table_0, i32 %0, !dbg !13
  store ptr @funcref.0, ptr %4, align 4, !dbg !13
  br label %return, !dbg !14
}

; Function Attrs: nounwind optsize
define internal i32 @"func[3]"() #0 section ".text.func[3]" !dbg !15 {
entry:
  br label %start

start:                                            ; preds = %entry
  br label %return, !dbg !16

return:                                           ; preds = %start
  %0 = phi i32 [ 4, %start ]
  ret i32 %0, !dbg !16
}

; Function Attrs: nounwind optsize
define i32 @m_get(i32 %0) #0 section ".text.m_get" !dbg !17 {
  %2 = call i32 @"func[1]"(i32 %0), !dbg !18
  ret i32 %2, !dbg !18
}

; Function Attrs: nounwind optsize
define void @m_set(i32 %0) #0 section ".text.m_set" !dbg !19 {
  call void @"func[2]"(i32 %0), !dbg !20
  ret void, !dbg !20
}

; Function Attrs: nounwind optsize
define i32 @m_size() #0 section ".text.m_size" !dbg !21 {
  %1 = call i32 @"func[3]"(), !dbg !22
  ret i32 %1, !dbg !22
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !23 {
  call void @llvm.memcpy.p0.p0.i32(ptr align 4 @__dissolve_m_table_0, ptr align 4 @table.0, i32 16, i1 false), !dbg !24
  ret void, !dbg !24
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memcpy.p0.p0.i32(ptr noalias writeonly captures(none), ptr noalias readonly captures(none), i32, i1 immarg) #1

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #2 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 77, type: !5, scopeLine: 77, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 78, scope: !4)
!8 = distinct !DISubprogram(name: "get", linkageName: "get", scope: null, file: !3, line: 80, type: !5, scopeLine: 80, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!9 = !DILocation(line: 83, scope: !8)
!10 = !DILocation(line: 86, scope: !8)
!11 = !DILocation(line: 85, scope: !8)
!12 = distinct !DISubprogram(name: "set", linkageName: "set", scope: null, file: !3, line: 88, type: !5, scopeLine: 88, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 93, scope: !12)
!14 = !DILocation(line: 95, scope: !12)
!15 = distinct !DISubprogram(name: "size", linkageName: "size", scope: null, file: !3, line: 97, type: !5, scopeLine: 97, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 101, scope: !15)
!17 = distinct !DISubprogram(name: "m_get", linkageName: "m_get", scope: null, file: !3, line: 80, type: !5, scopeLine: 80, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!18 = !DILocation(line: 80, scope: !17)
!19 = distinct !DISubprogram(name: "m_set", linkageName: "m_set", scope: null, file: !3, line: 88, type: !5, scopeLine: 88, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!20 = !DILocation(line: 88, scope: !19)
!21 = distinct !DISubprogram(name: "m_size", linkageName: "m_size", scope: null, file: !3, line: 97, type: !5, scopeLine: 97, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 97, scope: !21)
!23 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!24 = !DILocation(line: 0, scope: !23)
