; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

@funcref.0 = internal constant { ptr, i32 } { ptr @a, i32 0 }
@funcref.1 = internal constant { ptr, i32 } { ptr @b, i32 0 }
@table.0 = internal constant [2 x ptr] [ptr @funcref.0, ptr @funcref.1]
@table.0.code.0 = internal constant [2 x ptr] [ptr @a, ptr @b]

; Function Attrs: nounwind optsize
define internal i32 @a() #0 section ".text.a" !dbg !4 {
entry:
  br label %start

start:                                            ; preds = %entry
  br label %return, !dbg !7

return:                                           ; preds = %start
  %0 = phi i32 [ 1, %start ]
  ret i32 %0, !dbg !7
}

; Function Attrs: nounwind optsize
define internal i32 @b() #0 section ".text.b" !dbg !8 {
entry:
  br label %start

start:                                            ; preds = %entry
  br label %return, !dbg !9

return:                                           ; preds = %start
  %0 = phi i32 [ 2, %start ]
  ret i32 %0, !dbg !9
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2]"(i32 %0) #0 section ".text.func[2]" !dbg !10 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = icmp uge i32 %0, 2, !dbg !11
  br i1 %2, label %trap, label %4, !dbg !11

return:                                           ; preds = %6
  %3 = phi i32 [ %9, %6 ]
  ret i32 %3, !dbg !12

trap:                                             ; preds = %start
  call void asm sideeffect "udf #8 /* 0x43 */", "~{memory}"() #1, !dbg !11
  unreachable, !dbg !11

4:                                                ; preds = %start
  %5 = icmp ult i32 %0, 0, !dbg !11
  br i1 %5, label %trap1, label %6, !dbg !11

trap1:                                            ; preds = %4
  call void asm sideeffect "udf #7 /* 0x43 */", "~{memory}"() #1, !dbg !11
  unreachable, !dbg !11

6:                                                ; preds = %4
  %7 = getelementptr ptr, ptr @table.0.code.0, i32 %0, !dbg !11
  %8 = load ptr, ptr %7, align 4, !dbg !11
  %9 = call i32 %8(), !dbg !11
  br label %return, !dbg !12
}

; Function Attrs: nounwind optsize
define i32 @m_f(i32 %0) #0 section ".text.m_f" !dbg !13 {
  %2 = call i32 @"func[2]"(i32 %0), !dbg !14
  ret i32 %2, !dbg !14
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !15 {
  ret void, !dbg !16
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "a", linkageName: "a", scope: null, file: !3, line: 54, type: !5, scopeLine: 54, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 57, scope: !4)
!8 = distinct !DISubprogram(name: "b", linkageName: "b", scope: null, file: !3, line: 59, type: !5, scopeLine: 59, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!9 = !DILocation(line: 62, scope: !8)
!10 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 64, type: !5, scopeLine: 64, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!11 = !DILocation(line: 67, scope: !10)
!12 = !DILocation(line: 70, scope: !10)
!13 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 64, type: !5, scopeLine: 64, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!14 = !DILocation(line: 64, scope: !13)
!15 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 0, scope: !15)
