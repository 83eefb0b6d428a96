; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

@__dissolve_m_instance = global [16 x i32] zeroinitializer, align 4

declare i32 @out(i32) #0

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(i32 %0) #1 section ".text.func[1]" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = call i32 @out(i32 %0), !dbg !7
  %3 = icmp eq i32 %0, 0, !dbg !8
  br i1 %3, label %trap, label %5, !dbg !8

return:                                           ; preds = %9
  %4 = phi i32 [ %10, %9 ]
  ret i32 %4, !dbg !9

trap:                                             ; preds = %start
  call void asm sideeffect "movs r0, #3\0Abl __dissolve_raise_here /* 0x33 */", "~{memory}"() #3, !dbg !8
  unreachable, !dbg !8

5:                                                ; preds = %start
  %6 = icmp eq i32 %2, -2147483648, !dbg !8
  %7 = icmp eq i32 %0, -1, !dbg !8
  %8 = and i1 %6, %7, !dbg !8
  br i1 %8, label %trap1, label %9, !dbg !8

trap1:                                            ; preds = %5
  call void asm sideeffect "movs r0, #4\0Abl __dissolve_raise_here /* 0x33 */", "~{memory}"() #3, !dbg !8
  unreachable, !dbg !8

9:                                                ; preds = %5
  %10 = sdiv i32 %2, %0, !dbg !8
  br label %return, !dbg !9
}

; Function Attrs: nounwind optsize
define internal void @instantiate() #1 section ".text.instantiate" !dbg !10 {
  ret void, !dbg !11
}

; Function Attrs: nounwind optsize
define i32 @__dissolve_m_instantiate() #1 section ".text.__dissolve_m_instantiate" !dbg !12 {
  %1 = call i32 @__dissolve_begin(ptr @__dissolve_m_instance) #4, !dbg !13
  %2 = icmp eq i32 %1, 0, !dbg !13
  br i1 %2, label %run, label %failed, !dbg !13

run:                                              ; preds = %0
  call void @instantiate(), !dbg !13
  call void asm sideeffect "", "~{memory}"(), !dbg !13
  store volatile i32 0, ptr getelementptr (i8, ptr @__dissolve_m_instance, i32 20), align 4, !dbg !13
  store volatile i32 1, ptr @__dissolve_m_instance, align 4, !dbg !13
  ret i32 1, !dbg !13

failed:                                           ; preds = %0
  ret i32 0, !dbg !13
}

; Function Attrs: nounwind returns_twice
declare i32 @__dissolve_begin(ptr) #2

; Function Attrs: nounwind optsize
define i64 @__dissolve_m_export_f(i32 %0) #1 section ".text.__dissolve_m_export_f" !dbg !14 {
  %2 = call i32 @__dissolve_enter(ptr @__dissolve_m_instance) #4, !dbg !15
  %3 = icmp eq i32 %2, 0, !dbg !15
  br i1 %3, label %run, label %failed, !dbg !15

run:                                              ; preds = %1
  %4 = call i32 @"func[1]"(i32 %0), !dbg !15
  call void asm sideeffect "", "~{memory}"(), !dbg !15
  store volatile i32 0, ptr getelementptr (i8, ptr @__dissolve_m_instance, i32 20), align 4, !dbg !15
  store volatile i32 1, ptr @__dissolve_m_instance, align 4, !dbg !15
  %5 = zext i32 %4 to i64, !dbg !15
  %6 = or i64 %5, 4294967296, !dbg !15
  ret i64 %6, !dbg !15

failed:                                           ; preds = %1
  ret i64 0, !dbg !15
}

; Function Attrs: nounwind returns_twice
declare i32 @__dissolve_enter(ptr) #2

attributes #0 = { "no-builtins" }
attributes #1 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #2 = { nounwind returns_twice }
attributes #3 = { cold noreturn nounwind }
attributes #4 = { returns_twice }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 44, type: !5, scopeLine: 44, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 47, scope: !4)
!8 = !DILocation(line: 51, scope: !4)
!9 = !DILocation(line: 52, scope: !4)
!10 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!11 = !DILocation(line: 0, scope: !10)
!12 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 0, scope: !12)
!14 = distinct !DISubprogram(name: "__dissolve_m_export_f", linkageName: "__dissolve_m_export_f", scope: null, file: !3, line: 44, type: !5, scopeLine: 44, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 44, scope: !14)
